import CLinux
import Glibc
import Host
package import Machines

extension Boot {
    static let selftests = "/selftests"

    /// Has a directory of kselftest's run: its own `run_kselftest.sh`, or else each program in it, with results as KTAP.
    package mutating func runSelftests(_ directory: String) throws(MachineError) {
        guard command.isEmpty else {
            throw MachineError(.invalidInput, "--kselftest runs what is in its directory; leave the command out")
        }
        guard FileSystem.status(directory).map({ $0.st_mode & S_IFMT == S_IFDIR }) ?? false else {
            throw MachineError(
                .invalidInput,
                "\(directory) is no directory; name what 'make -C tools/testing/selftests install' has filled")
        }
        copies.append(BootCopy(directory, to: Self.selftests))
        command = ["/bin/sh", "-c", Self.selftestScript]
        readsResults = true
    }

    /// As kselftest's own runner has it: 4 is a skip. What a test prints stands behind `# `, its subtests too.
    private static let selftestScript = """
        cd \(selftests) || exit 125
        if test -f run_kselftest.sh; then exec /bin/sh ./run_kselftest.sh; fi
        count=0
        for test in ./*; do test -f "$test" && test -x "$test" && count=$((count + 1)); done
        echo "TAP version 13"
        echo "1..$count"
        number=0
        for test in ./*; do
            test -f "$test" && test -x "$test" || continue
            number=$((number + 1))
            name=${test#./}
            echo "# selftests: $name"
            { "$test" 2>&1; echo $? > /tmp/.status; } | while IFS= read -r line || test -n "$line"; do
                printf '# %s\\n' "$line"
            done
            read -r status < /tmp/.status
            case $status in
            0) echo "ok $number selftests: $name" ;;
            4) echo "ok $number selftests: $name # SKIP" ;;
            *) echo "not ok $number selftests: $name # exit=$status" ;;
            esac
        done
        """
}
