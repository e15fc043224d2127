"""What IT installs: the wheel, the archive of the sources, and the licences of all that is in."""
