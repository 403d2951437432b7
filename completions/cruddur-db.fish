complete --keep-order --exclusive --command cruddur-db --arguments "(
    CRUDDUR_COMPLETE=fish cruddur-db -- (commandline --current-process --tokenize --cut-at-cursor) \
        (commandline --current-token --cut-at-cursor) 2>/dev/null)"
