"""The page that Streamlit runs."""
