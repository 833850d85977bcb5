import Host
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(.requires(.mounts)) struct ReadOnlyViewTests {
    private let scratch = Scratch("view")

    @Test("what is mounted in a directory is seen by its view, and nothing of all that is written by it")
    func written() async throws {
        try scratch.write("tree/a", "mine\n")
        try scratch.write("tree/more here/x", "")
        try scratch.write("tree/proc/x", "")
        try scratch.write("view/nothing", "")
        let look = """
            cd "$1"
            cat a "more here/b"
            for file in a new "more here/b" "more here/new"; do
                if echo bad 2> /dev/null > "$file"; then echo "$file was written"; fi
            done
            test -e proc/b && echo "what a system keeps there is seen"
            exit 3
            """
        let command = try ReadOnlyView.command(
            of: scratch("tree"), at: scratch("view"), for: ["/bin/sh", "-c", look, "sh", scratch("view")])
        let mounting = """
            set -e
            for place in "more here" proc; do
                mount -t tmpfs -o size=1m none "$1/$place"
                echo mounted > "$1/$place/b"
            done
            shift
            exec "$@"
            """
        let run = try await Child.run(
            "/usr/bin/env", ["unshare", "-m", "sh", "-c", mounting, "sh", scratch("tree")] + command,
            limit: .seconds(60))
        #expect(run.end == .exited(3) && run.output == "mine\nmounted\n", "\(run.output)")
        // Nobody else has it.
        #expect(FileSystem.names(in: scratch("view")) == ["nothing"])
        #expect(scratch.text("tree/a") == "mine\n")
    }

    @Test("a directory that is not there is told")
    func missing() async throws {
        try scratch.write("view/nothing", "")
        let command = try ReadOnlyView.command(of: scratch("none"), at: scratch("view"), for: ["/bin/true"])
        let run = try await Child.run(command[0], Array(command.dropFirst()), limit: .seconds(60))
        #expect(run.end != .exited(0) && run.output.contains(scratch("none")), "\(run.output)")
    }
}
