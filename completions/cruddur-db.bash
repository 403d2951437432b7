_cruddur_db() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() last=-1 prefix= quoted= i word spaces reply
    for ((i = 0; i <= COMP_CWORD; i++)); do
        spaces=${rest%%[![:space:]]*}
        rest=${rest#"$spaces"}
        word=${COMP_WORDS[i]}
        # The word with the cursor ends there.
        ((i < COMP_CWORD)) || word=$rest
        rest=${rest#"$word"}
        quoted=${word%%[!\"\']*}
        # Bash splits at = and :, and completes what is behind them.
        if [[ $i -gt 0 && -z $spaces ]]; then
            prefix=${words[last]}
            [[ $word != [=:] ]] || prefix+=$word
            words[last]+=${word//[\\\"\']/}
        else
            prefix=
            words[++last]=${word//[\\\"\']/}
        fi
    done
    COMPREPLY=()
    while IFS= read -r reply || [[ -n $reply ]]; do
        reply=${reply#"$prefix"}
        case $quoted$reply in
            [\"\']*) ;;
            "~/"*) printf -v reply '~/%q' "${reply:2}" ;;
            *) printf -v reply %q "$reply" ;;
        esac
        COMPREPLY+=("$reply")
    done < <(CRUDDUR_COMPLETE=bash _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$last \
        "$1" -- "${words[@]}" 2>/dev/null)
    [[ ${COMPREPLY[0]} != */ ]] || compopt -o nospace 2>/dev/null
}
complete -o nosort -F _cruddur_db cruddur-db 2>/dev/null || complete -F _cruddur_db cruddur-db
