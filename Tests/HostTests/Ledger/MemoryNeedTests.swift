import Host
import Lifecycle
import Testing

@Suite struct MemoryNeedTests {
    private let mebibyte: Int64 = 1 << 20

    @Test("a machine that boots takes its memory and its QEMU's")
    func boot() {
        let need = MemoryNeed(guest: 512 * mebibyte, accelerator: .tcg)
        #expect(need.boot / mebibyte == 512 + 91)
        #expect(MemoryNeed(guest: 512 * mebibyte, accelerator: .kvm).boot == need.boot - 48 * mebibyte)
        #expect(MemoryNeed(guest: 512 * mebibyte, processors: 3, accelerator: .tcg).boot == need.boot + 4 * mebibyte)
    }

    @Test("a fork takes what it will write, and never more than a machine that boots")
    func fork() {
        #expect(MemoryNeed(guest: 512 * mebibyte, accelerator: .tcg).fork / mebibyte == 115)
        let small = MemoryNeed(guest: 8 * mebibyte, accelerator: .kvm)
        #expect(small.fork == small.boot)
    }
}
