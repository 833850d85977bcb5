import Lifecycle
import Testing

@Suite("Accelerators")
struct AcceleratorTests {
    @Test("deadlines are written for KVM, and grow tenfold under emulation")
    func scale() {
        #expect(Accelerator.kvm.deadlineScale == 1)
        #expect(Accelerator.tcg.deadlineScale == 10)
    }
}
