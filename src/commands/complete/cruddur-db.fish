function __cruddur_db_candidates
    set -l token (commandline --current-token --cut-at-cursor)
    # Its quote may still be open.
    set -l word (string unescape -- "$token"
        or string unescape -- "$token\""
        or string unescape -- "$token'"
        or echo -- "$token")
    CRUDDUR_COMPLETE=fish cruddur-db -- \
        (commandline --current-process --tokenize --cut-at-cursor) "$word" 2>/dev/null
end
complete --keep-order --exclusive --command cruddur-db --arguments "(__cruddur_db_candidates)"
