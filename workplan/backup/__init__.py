"""Copies of everything that an installation holds, and bringing one back.

A backup is a folder: the database, the files of evidence, and a manifest that names each file with
its SHA-256. The secret key is never in it.
"""
