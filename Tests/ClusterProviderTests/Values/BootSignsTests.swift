import Testing

@testable import ClusterProvider

/// A console tells when a guest starts again.
@Suite struct BootSignsTests {
    private func signs(_ lines: String..., signs: BootSigns = BootSigns()) -> [BootSigns.Sign?] {
        var signs = signs
        return lines.map { signs.take(Array(($0 + "\n").utf8)) }
    }

    @Test func `the first boot is no news, wherever we begin to listen`() {
        #expect(signs("SeaBIOS", "[    0.000000] Linux version 6.1.0", "login:") == [nil, nil, nil])
    }

    @Test func `a kernel that says that it restarts ends its boot, and the next one is that news`() {
        #expect(
            signs("Linux version 6", "[    9.123456] reboot: Restarting system", "Linux version 6") == [
                nil, .ends, nil,
            ])
    }

    @Test func `a kernel that comes without warning begins a boot`() {
        #expect(signs("Linux version 6", "Kernel panic - not syncing: x", "Linux version 6") == [nil, nil, .begins])
    }

    @Test func `a boot that is expected is no news`() {
        var known = BootSigns()
        #expect(known.take(Array("Linux version 6\n".utf8)) == nil)
        known.expectBoot()
        #expect(signs("Linux version 6", "Linux version 6", signs: known) == [nil, .begins])
    }
}
