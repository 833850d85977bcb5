import KubeVirt
import Testing

struct PanicDevicesTests {
    @Test("panic devices are of the models that are named, or of libvirt's")
    func panic() throws {
        #expect(
            try Node.devices("panic") { $0.panicDevices = [.init(model: "isa"), .init(model: "hyperv"), .init()] } == [
                "<panic model='isa'/>", "<panic model='hyperv'/>", "<panic/>",
            ])
    }
}
