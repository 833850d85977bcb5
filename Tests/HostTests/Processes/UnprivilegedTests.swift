import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct UnprivilegedTests {
    @Test(.requires(.root, .program("setpriv"))) func `root's programs have no power, and can have none again`()
        async throws
    {
        let result = try await Unprivileged.run("/bin/cat", ["/proc/self/status"], limit: .seconds(60))
        let lines = result.output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        for name in ["CapEff:", "CapPrm:", "CapBnd:", "CapInh:"] {
            let line = try #require(lines.first { $0.first.map(String.init) == name })
            #expect(UInt64(line[1], radix: 16) == 0, "\(line)")
        }
        #expect(lines.contains { $0 == ["NoNewPrivs:", "1"] })
    }

    @Test(.requires(.root, .program("setpriv"))) func `a file that only its owner may read is none of theirs`()
        async throws
    {
        let scratch = Scratch("private")
        let path = try scratch.write("file", "secret", mode: 0o600)
        let file = Descriptor(owning: open(path, O_RDONLY | O_CLOEXEC))
        #expect(await Unprivileged.canRead(file))
        #expect(chown(path, 65534, 65534) == 0)
        #expect(await !Unprivileged.canRead(file))
        #expect(chmod(path, 0o644) == 0)
        #expect(await Unprivileged.canRead(file), "its directory is not asked")
    }

    @Test func `a plain user's programs are run as they are`() async {
        if geteuid() != 0 { #expect(await Unprivileged.prefix().isEmpty) }
    }
}
