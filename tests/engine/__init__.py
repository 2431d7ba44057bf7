"""The sandbox on a real container engine: ``make test-sandbox``. Not part of the fast tests."""
