import Glibc
import Host
import KubeVirt
import MayflyTestSupport
import Offload
import Testing

@testable import Boots

/// `mayfly boot --root` with this host's own root, and with a directory.
@Suite(.requires(.tinyGuest), .timeLimit(.minutes(30))) struct RootMachineTests {
    private let host = PrivateHost()

    private func boot(_ kernel: String, _ words: [String], _ command: [String]) async throws -> MayflyCommand.Outcome {
        try await TestHost.slots.withPermit {
            try await MayflyCommand.run(
                ["boot", "--kernel", kernel, "--quiet"] + words + ["--"] + command, environment: host.environment,
                limit: .seconds(900))
        }
    }

    /// In the host's own root: its files are there, what is written is not; no way of the guest's leads to writing there,
    /// and what a running system keeps for itself is the guest's own.
    private func showsHost(_ kernel: String, by way: RootWay) async throws {
        let name = "mayfly-\(UInt64.random(in: 0 ... .max))"
        let type = way.rawValue
        let script = """
            test "$(pwd)" = "$1" || echo "it begins in $(pwd)"
            cat /etc/os-release
            for place in /proc /sys /dev /run /tmp; do
                grep -q " $place " /proc/mounts && test ! -e $place/\(name) || echo "$place is the host's"
            done
            ls -A /tmp
            echo new > /\(name) && echo new > /etc/\(name) && cat /\(name) /etc/\(name)
            mkdir /again
            if mount -t \(type) -o remount,rw mayfly-root /proc/1/root/run/lower ||
                mount -t \(type) mayfly-root /again; then echo "mounted for writing"; fi
            for place in /proc/1/root/run/lower /again/tmp /again/etc; do
                if test -d $place && echo bad > $place/\(name); then echo "$place was written to"; fi
            done
            exit 7
            """
        let own = FileSystem.linkTarget("/proc/self/cwd") ?? "/"
        let here = RootPlace.isHidden(own) ? "/" : own
        let before = try FileSystem.read("/etc/os-release")
        let run = try await boot(kernel, ["--root", "host", "--root-by", type], ["/bin/sh", "-c", script, "sh", here])
        #expect(run.status == 7, "\(run.output)\(run.error)")
        #expect(run.error.contains("the root is /, by \(type); nothing is written to it"), "\(run.error)")
        let text = String(decoding: before, as: UTF8.self) + "new\nnew\n"
        #expect(run.output == text || run.output == text + "mounted for writing\n", "\(run.output)\(run.error)")
        for place in ["/", "/etc/", "/tmp/"] { #expect(!FileSystem.exists(place + name), "\(place)") }
        #expect(try await eventually { programs.isEmpty }, "\(programs)")
        #expect(FileSystem.names(in: host.runtime + "/machines") == [])
    }

    /// Those that serve directories to machines of this test.
    private var programs: [[String]] {
        ProcessTable.processes { words in words.contains { $0.contains(host.runtime) && $0.contains("fsroot") } }
            .map { ProcessTable.commandLine(of: $0.pid) }
    }

    @Test("the host's own root by 9p, which nothing is written to", .requires(.fullKernel))
    func ninep() async throws {
        try await showsHost(try #require(FullKernel.package), by: .ninep)
        await host.close()
    }

    @Test("the host's own root by virtiofs, which nothing is written to", .requires(.readOnlySharing))
    func virtiofs() async throws {
        try await showsHost("host", by: .virtiofs)
        await host.close()
    }

    @Test("a directory is shown by the first way that there is, and a way that there is not is refused with its reason")
    func directory() async throws {
        let scratch = Scratch("root")
        try scratch.write("root/bin/sh", try FileSystem.read("/bin/busybox"), mode: 0o755)
        try scratch.write("root/etc/mark", "mine\n")
        let run = try await boot(
            "host", ["--root", scratch("root")],
            ["sh", "-c", "read word < /etc/mark; echo new > /etc/new; echo $word /*"])
        #expect(run.status == 0 && run.output.hasPrefix("mine /bin /dev /etc"), "\(run.output)\(run.error)")
        #expect(!FileSystem.exists(scratch("root/etc/new")))
        let none = try await boot("host", ["--root", "host", "--root-by", "image"], ["true"])
        #expect(none.status == 125 && none.error.contains("it is this host's own"), "\(none.error)")
        await host.close()
    }
}
