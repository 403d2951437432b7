#compdef cruddur-db
_cruddur-db() {
    local line above word=$PREFIX
    local -a lines directories others
    # What is in quotes, which may still be open, zsh has without them.
    [[ $compstate[quote] == \' ]] || word=${(Q)word}
    lines=("${(@f)$(
        CRUDDUR_COMPLETE=zsh _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((CURRENT - 1)) \
            ${(Q)words[1]} -- "${(@Q)words[1,CURRENT - 1]}" "$word" 2>/dev/null
    )}")
    # The directories above stay as they are typed: ~ is not quoted.
    if compset -P '*/'; then
        above=${word%/*}/
        above=${${above//\\/\\\\}//:/\\:}
    fi
    for line in $lines; do
        line=${line#"$above"}
        case $line in
            */) directories+=("${line%/}") ;;
            *) others+=("$line") ;;
        esac
    done
    (( $#directories )) && _describe -V directories directories -S / -r /
    (( $#others )) && _describe -V values others
}
if [[ $funcstack[1] == _cruddur-db ]]; then
    # A file on the fpath that is run for the first time.
    _cruddur-db "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _cruddur-db cruddur-db
fi
