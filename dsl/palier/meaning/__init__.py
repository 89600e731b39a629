"""Rules as meant: names resolved, types attached, sugar and templates gone."""
