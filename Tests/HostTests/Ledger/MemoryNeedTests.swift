import Host
import Lifecycle
import Testing

@Suite struct MemoryNeedTests {
    private let mebibyte: Int64 = 1 << 20

    @Test("what was measured fits, with little to spare")
    func measured() {
        let tiny = MemoryNeed(guest: 128 * mebibyte, accelerator: .tcg).boot / mebibyte
        #expect((211...280).contains(tiny), "\(tiny)")
        let debian = MemoryNeed(guest: 1024 * mebibyte, disks: 1, accelerator: .tcg).boot / mebibyte
        #expect((1024 + 570...1024 + 640).contains(debian), "\(debian)")
        let fork = MemoryNeed(guest: 512 * mebibyte, disks: 1, accelerator: .tcg).fork / mebibyte
        #expect((67...80).contains(fork), "\(fork)")
    }

    @Test("without emulation nothing is translated; processors and disks cost something")
    func parts() {
        let need = MemoryNeed(guest: 512 * mebibyte, accelerator: .kvm)
        #expect(need.boot < MemoryNeed(guest: 512 * mebibyte, accelerator: .tcg).boot)
        #expect(MemoryNeed(guest: 512 * mebibyte, processors: 3, accelerator: .kvm).boot == need.boot + 4 * mebibyte)
        #expect(MemoryNeed(guest: 512 * mebibyte, disks: 2, accelerator: .kvm).boot == need.boot + 128 * mebibyte)
    }

    @Test("a fork never takes more than a machine that boots")
    func small() {
        let small = MemoryNeed(guest: 4 * mebibyte, accelerator: .kvm)
        #expect(small.fork == small.boot)
    }
}
