import Testing

@testable import Images

/// As much of a module as says which kernel it was built for.
private func module(_ vermagic: String?, wide: Bool = true) -> [UInt8] {
    func field(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let information = Array("license=GPL\0depends=\0\(vermagic.map { "vermagic=\($0)\0" } ?? "")".utf8)
    let names = Array("\0.shstrtab\0.modinfo\0".utf8)
    let (header, size) = wide ? (64, 64) : (52, 40)
    let table = header + information.count + names.count
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, wide ? 2 : 1, 1] + [UInt8](repeating: 0, count: header - 6)
    bytes.replaceSubrange(wide ? 0x28..<0x30 : 0x20..<0x24, with: field(table, wide ? 8 : 4))
    bytes.replaceSubrange(wide ? 0x3A..<0x40 : 0x2E..<0x34, with: field(size, 2) + field(3, 2) + field(1, 2))
    bytes += information + names
    for (name, offset, count) in [
        (0, 0, 0), (1, header + information.count, names.count), (11, header, information.count),
    ] {
        var section = [UInt8](repeating: 0, count: size)
        section.replaceSubrange(0..<4, with: field(name, 4))
        section.replaceSubrange(
            wide ? 0x18..<0x28 : 0x10..<0x18, with: field(offset, wide ? 8 : 4) + field(count, wide ? 8 : 4))
        bytes += section
    }
    return bytes
}

@Suite struct ModuleBuildTests {
    @Test("a module says which kernel it was built for, in every width", arguments: [true, false])
    func vermagic(wide: Bool) {
        let build = ModuleBuild(module("6.9.1-mine SMP mod_unload ", wide: wide))
        #expect(build?.release == "6.9.1-mine" && build?.vermagic == "6.9.1-mine SMP mod_unload")
        #expect(ModuleBuild(module(nil, wide: wide)) == nil)
    }

    @Test("what is no module, or is cut off, says nothing")
    func none() {
        #expect(ModuleBuild(Array("module one".utf8)) == nil)
        let whole = module("6.9 SMP")
        // Up to the last section's header, which is the one that counts.
        for count in stride(from: 0, to: whole.count - 64, by: 7) {
            #expect(ModuleBuild(Array(whole.prefix(count))) == nil)
        }
        var far = whole
        far.replaceSubrange(0x28..<0x30, with: [UInt8](repeating: 0xFF, count: 8))
        #expect(ModuleBuild(far) == nil)
    }

    @Test("a module of another kernel is refused with its name, both kernels, and what to do; built again it is taken")
    func stale() async throws {
        try await withSetting { setting in
            let path = setting.root + "/lib/modules/6.1/kernel/one.ko"
            try writeFile(path, module("6.0-before SMP preempt "))
            let asked = setting
            let error = await #expect(throws: ImageError.self) { try await asked.image() }
            #expect(error?.code == .noModules)
            for part in ["module one", path, "6.0-before SMP preempt", "is 6.1", "make modules"] {
                #expect(error?.message.contains(part) == true, "\(error as Any)")
            }
            try writeFile(path, module("6.1 SMP preempt "))
            #expect(try await setting.image().isNew)
        }
    }
}
