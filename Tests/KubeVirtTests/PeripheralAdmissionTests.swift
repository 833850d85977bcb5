import KubeVirt
import Testing

@Suite struct PeripheralAdmissionTests {
    @Test("a tablet is on USB or virtio")
    func inputs() {
        #expect(
            verdicts {
                $0.domain.devices.inputs = [
                    .init(name: "a", type: "tablet"), .init(bus: "usb", name: "b", type: "tablet"),
                    .init(bus: "virtio", name: "c", type: "tablet"),
                ]
            }.isEmpty)
        #expect(
            verdicts { $0.domain.devices.inputs = [.init(bus: "ps2", name: "a", type: "keyboard")] } == [
                "Invalid spec.domain.devices.inputs[0].bus", "Invalid spec.domain.devices.inputs[0].type",
            ])
    }

    @Test("a sound card has a name and a known model, and none is on arm64")
    func sound() {
        for model in [nil, "", "ich9", "ac97"] {
            #expect(verdicts { $0.domain.devices.sound = .init(model: model, name: "a") }.isEmpty)
        }
        #expect(verdicts { $0.domain.devices.sound = .init(model: "sb16", name: "a") } == ["Invalid spec.Sound"])
        #expect(verdicts { $0.domain.devices.sound = .init(name: "") } == ["Invalid spec.Sound"])
        #expect(
            verdicts(on: .arm64) { $0.domain.devices.sound = .init(name: "a") } == [
                "NotSupported spec.domain.devices.sound"
            ])
    }

    @Test("a video card is of a type that the architecture has, and there is a screen for it")
    func video() {
        let types: [(Architecture, [String])] = [
            (.amd64, ["vga", "cirrus", "virtio", "ramfb", "bochs"]), (.arm64, ["virtio", "ramfb"]),
            (.s390x, ["virtio"]),
        ]
        for (architecture, known) in types {
            for type in ["vga", "cirrus", "virtio", "ramfb", "bochs", "qxl", ""] {
                let found = verdicts(on: architecture) { $0.domain.devices.video = .init(type: type) }
                #expect(
                    found == (known.contains(type) ? [] : ["NotSupported spec.domain.devices.video.type"]),
                    "\(type) on \(architecture.rawValue)")
            }
        }
        #expect(
            verdicts {
                $0.domain.devices.video = .init(type: "vga")
                $0.domain.devices.autoattachGraphicsDevice = false
            } == ["Invalid spec.video"])
    }

    @Test("a watchdog is the architecture's own")
    func watchdog() {
        let intel = DomainSpec.Watchdog(i6300esb: .init(action: "reset"), name: "a")
        let mainframe = DomainSpec.Watchdog(diag288: .init(action: "reset"), name: "a")
        let refused: Set = ["NotSupported spec.domain.devices.watchdog"]
        #expect(verdicts(on: .amd64) { $0.domain.devices.watchdog = intel }.isEmpty)
        #expect(verdicts(on: .amd64) { $0.domain.devices.watchdog = mainframe } == refused)
        #expect(verdicts(on: .s390x) { $0.domain.devices.watchdog = mainframe }.isEmpty)
        #expect(verdicts(on: .s390x) { $0.domain.devices.watchdog = intel } == refused)
        #expect(verdicts(on: .arm64) { $0.domain.devices.watchdog = intel } == refused)
        #expect(verdicts(on: .amd64) { $0.domain.devices.watchdog = .init(name: "a") } == refused)
    }

    @Test("a device for panics is of a known model, and none is listed on s390x")
    func panic() {
        for model in [nil, "hyperv", "isa", "pvpanic"] {
            #expect(verdicts { $0.domain.devices.panicDevices = [.init(model: model)] }.isEmpty)
        }
        #expect(
            verdicts { $0.domain.devices.panicDevices = [.init(), .init(model: "x")] } == [
                "Invalid spec.domain.devices.panicDevices[1].model"
            ])
        #expect(
            verdicts(on: .s390x) { $0.domain.devices.panicDevices = [.init()] } == [
                "Invalid spec.domain.devices.panicDevices"
            ])
    }
}
