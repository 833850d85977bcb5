import FuzzTargets
import Testing

/// The console's and modules' fuzz targets over what a seed makes of a few texts: the same bytes in every run.
@Suite struct ConsoleMutationTests {
    static let consoles = [
        "\u{1B}[2J\u{1B}]0;title\u{07}[    1.234567][    T1] Kernel panic - not syncing: Attempted to kill init! ä🦟\r\n",
        "[    0.1\r(initramfs) \u{8}\u{8}\u{1B}[3D\u{1B}[K\r\n\r\n[   12.345678] reboot: Restarting system\r\nShell> ",
    ]
    static let modules = [
        "kernel/a.ko\nkernel/b.ko.xz\nkernel/c-d.ko: kernel/e.ko kernel/f_g.ko.zst\nkernel/e.ko: kernel/c-d.ko\n:\nx: :\n"
    ]
    static let apt = [
        "deb [signed-by=/k.gpg] http://a/ bookworm main\n\nTypes: deb\nURIs: http://a/\nSuites: sid\n x\nSigned-By: /k\n",
        "Acquire::http::Proxy \"http://a:1\";\nme:1:2\n0 upgraded, 2 newly installed, 0\nI: done\nUnpacking a\n",
    ]

    @Test("apt's files and mmdebstrap's output survive 2,000 mutations", arguments: [1, 2])
    func apt(seed: UInt64) { mutate(Self.apt, seed: seed, count: 1000, fuzzApt) }

    @Test("console lines and verdicts survive 2,000 mutations", arguments: [1, 2])
    func console(seed: UInt64) { mutate(Self.consoles, seed: seed, count: 1000, fuzzConsole) }

    @Test("the module index survives 2,000 mutations", arguments: [1, 2])
    func modules(seed: UInt64) { mutate(Self.modules, seed: seed, count: 1000, fuzzModulesDep) }
}

private func mutate(_ texts: [String], seed: UInt64, count: Int, _ target: (UnsafeRawBufferPointer) -> Void) {
    var state = seed
    // SplitMix64's constants: any mixing would do, as long as it is the same everywhere.
    func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
    }
    for _ in 0..<count {
        var bytes = Array(texts[next(texts.count)].utf8)
        for _ in 0...next(6) {
            let place = next(bytes.count)
            switch next(4) {
            case 0: bytes.insert(UInt8(next(256)), at: place)
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            case 2 where !bytes.isEmpty: bytes[place] = UInt8(next(256))
            default: bytes.insert(contentsOf: bytes[..<place].suffix(next(40)), at: place)
            }
        }
        bytes.withUnsafeBytes { target($0) }
    }
}
