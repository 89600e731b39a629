"""Rules run on facts: exact values, one evaluator, ledgers, and the trace behind each figure."""
