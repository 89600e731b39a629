"""Problems, results and explanations as text, JSON, SARIF, CSV and Parquet. Nothing here prints, or opens a file."""
