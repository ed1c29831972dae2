"""Scores into a ranking that is fair to strict and lenient assessors, and who should assess what."""
