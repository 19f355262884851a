# Read every .dta file of a folder with haven and write its cells as CSV, with labels for codes; stop where one is missing.
# Usage: Rscript write_stata_as_csv.R FOLDER_OF_DTA FOLDER_OF_CSV
suppressPackageStartupMessages({
  library(haven)
  library(readr)
})
folders <- commandArgs(trailingOnly = TRUE)

cell_text <- function(column) {
  if (is.labelled(column)) {
    codes <- attr(column, "labels")
    numbers <- if (identical(names(codes), c("false", "true"))) 0:1 else seq_along(codes)
    stopifnot(identical(unname(as.numeric(codes)), as.numeric(numbers)), all(column %in% c(codes, NA)))
    return(as.character(as_factor(column)))
  }
  if (inherits(column, "Date")) return(format(column, "%Y-%m-%d"))
  if (is.numeric(column)) return(ifelse(is.na(column), NA, format(as.numeric(column), digits = 15, trim = TRUE, scientific = FALSE, drop0trailing = TRUE)))
  column
}

for (path in list.files(folders[1], pattern = "[.]dta$", full.names = TRUE)) {
  table <- read_dta(path)
  labels <- vapply(table, function(column) attr(column, "label"), "")
  stopifnot(nchar(labels) > 0, nchar(labels) <= 80)
  text <- as.data.frame(lapply(table, cell_text), check.names = FALSE)
  write_csv(text, file.path(folders[2], sub("[.]dta$", ".csv", basename(path))), na = "", quote = "needed")
}
