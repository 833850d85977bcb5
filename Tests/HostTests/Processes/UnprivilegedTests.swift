import Glibc
import Host
import MayflyTestSupport
import Testing

@Suite struct UnprivilegedTests {
    @Test(.requires(.root, .program("setpriv"))) func `root's programs have no power, and can have none again`()
        async throws
    {
        let words = await Unprivileged.prefix() + ["cat", "/proc/self/status"]
        let result = try await Child.run(words[0], Array(words.dropFirst()), limit: .seconds(20))
        let lines = result.output.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        for name in ["CapEff:", "CapPrm:", "CapBnd:", "CapInh:"] {
            let line = try #require(lines.first { $0.first.map(String.init) == name })
            #expect(UInt64(line[1], radix: 16) == 0, "\(line)")
        }
        #expect(lines.contains { $0 == ["NoNewPrivs:", "1"] })
    }

    @Test func `a plain user's programs are run as they are`() async {
        if geteuid() != 0 { #expect(await Unprivileged.prefix().isEmpty) }
    }
}
