/// What the guest does with its kernel's coverage.
enum CoverageScript {
    /// Where it puts the tree.
    static let place = "/tmp/.mayfly-coverage"
    /// Its status when the kernel has no coverage.
    static let absent: Int32 = 3
    static let kcov = "kcov"

    /// Copies gcov's tree out of debugfs, whose files have no size before they are read, and whose links are to the notes
    /// (`.gcno`) of the tree in which the kernel was built. Writes how many files have counts, and `kcov` where the kernel has
    /// that; without a tree what the kernel says of its configuration.
    static let text = """
        from=/sys/kernel/debug
        to=\(place)
        test -d $from/gcov || mount -t debugfs debugfs $from 2> /dev/null
        test -e $from/kcov && echo \(kcov)
        if ! test -d $from/gcov; then
            zcat /proc/config.gz 2> /dev/null | grep '^CONFIG_'
            exit \(absent)
        fi
        rm -rf $to && mkdir -p $to && cd $from/gcov || exit 4
        find . -type d | while IFS= read -r name; do mkdir -p "$to/$name" || exit 4; done || exit 4
        find . -type f -name '*.gcda' | while IFS= read -r name; do cat "$name" > "$to/$name" || exit 4; done || exit 4
        find . -type l | while IFS= read -r name; do
            ln -s "$(readlink "$name")" "$to/$name" || exit 4
        done || exit 4
        find $to -name '*.gcda' | wc -l
        """
}
