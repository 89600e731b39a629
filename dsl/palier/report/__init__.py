"""Problems, results and explanations as text, JSON, SARIF, CSV, Arrow and Parquet. Nothing here prints or opens a file."""
