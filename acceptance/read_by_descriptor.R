# Read every table of a package with readr, typed by the descriptor, and stop at the first problem.
# Usage: Rscript read_by_descriptor.R FOLDER_OF_THE_DESCRIPTOR
suppressPackageStartupMessages({
  library(readr)
  library(jsonlite)
})
folder <- commandArgs(trailingOnly = TRUE)[1]
package <- fromJSON(file.path(folder, "datapackage.json"), simplifyVector = FALSE)

collector <- function(field) {
  enum <- field$constraints$enum
  if (!is.null(enum)) return(col_factor(levels = unlist(enum), ordered = isTRUE(field$categoriesOrdered)))
  switch(field$type,
    string = col_character(),
    integer = col_integer(),
    number = col_double(),
    boolean = col_logical(),
    date = col_date(format = "%Y-%m-%d"),
    stop("no collector for ", field$type)
  )
}

rows <- 0
for (resource in package$resources) {
  fields <- resource$schema$fields
  types <- lapply(fields, collector)
  names(types) <- vapply(fields, function(field) field$name, "")
  table <- read_csv(
    file.path(folder, resource$path),
    col_types = do.call(cols, types), na = "", trim_ws = FALSE, progress = FALSE
  )
  faults <- problems(table)
  if (nrow(faults) > 0) {
    print(faults)
    stop(resource$name, " has problems")
  }
  stopifnot(identical(names(table), names(types)))
  rows <- rows + nrow(table)
}
cat(length(package$resources), "tables,", rows, "rows read by readr without a problem\n")
