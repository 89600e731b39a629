"""What can be proved of conditions without running them: sound, and content with not knowing."""
