"""Tests of simulate: the client, scenarios, requests, expectations and what people see."""
