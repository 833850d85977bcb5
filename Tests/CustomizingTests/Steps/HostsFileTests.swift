import Testing

@testable import Customizing

@Suite struct HostsFileTests {
    @Test func `the machine's name gets a line of its own, instead of an older one`() {
        let before = "127.0.0.1 localhost\n127.0.1.1 old.test old\n::1 localhost\n"
        #expect(
            HostsFile.text(before, naming: "db1.test") == "127.0.0.1 localhost\n127.0.1.1 db1.test db1\n::1 localhost\n"
        )
    }

    @Test func `an empty file gets a loopback too`() {
        #expect(HostsFile.text("", naming: "db1") == "127.0.0.1 localhost\n127.0.1.1 db1\n")
    }

    @Test func `names of other machines in a host's file are found, its own are not`() {
        let text = "127.0.0.1 localhost\n::1 ip6-localhost\n192.0.2.1  mirror.test # near\n# 192.0.2.2 x\n192.0.2.3\n"
        #expect(HostNames.others(in: text) == ["192.0.2.1 mirror.test"])
    }
}
