# Sourced by scripts that set $python and $work: environments made by uv, which downloads each library once for all of
# them and keeps it for the next run.

environment() { # environment FOLDER ARGUMENT...: a new environment in the folder with what `uv pip install` is asked for
  local folder=$1
  shift
  if [ ! -x "$work/uv/bin/uv" ]; then
    $python -m venv "$work/uv"
    "$work/uv/bin/pip" install --quiet --disable-pip-version-check uv
  fi
  "$work/uv/bin/uv" venv --quiet --python "$(command -v "$python")" "$folder"
  "$work/uv/bin/uv" pip install --quiet --python "$folder/bin/python" "$@"
}
