"""Tests in a browser: pages as people, assistive technology and printers meet them."""
