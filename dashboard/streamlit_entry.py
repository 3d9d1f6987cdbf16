"""Run the page, from the folder where Streamlit looks for `.streamlit/config.toml`."""

from dashboard.page.script import main

if __name__ == "__main__":
    main()
