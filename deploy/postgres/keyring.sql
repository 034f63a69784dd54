-- The keyring lies apart from the log, so that no backup of one holds the other.
CREATE DATABASE keyring;
