module jpkicard

go 1.19
