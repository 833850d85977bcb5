import Fixtures
import KubeVirt
import Testing

@Suite struct FixtureAdmissionTests {
    private func template(
        _ boot: DomainSpec.KernelBoot? = nil, annotations: [String: String]? = nil
    ) -> VirtualMachineInstanceTemplate {
        .init(
            metadata: ObjectMeta(annotations: annotations),
            spec: .init(domain: .init(firmware: .init(kernelBoot: boot), memory: .init(guest: .mebibytes(64)))))
    }

    private let image = FixtureImage(source: .initramfs(InitramfsSource()))

    @Test("an image with a kernel takes kernel arguments")
    func admitted() {
        let boot = DomainSpec.KernelBoot(kernelArgs: "quiet")
        #expect(Fixture(name: "a", image: image, template: template(boot)).admission().isEmpty)
        #expect(
            Fixture(name: "a", template: template(boot)).admission().map(\.field) == [
                "template.spec.domain.firmware.kernelBoot.kernelArgs"
            ])
    }

    @Test("two kernels are refused")
    func conflicts() {
        let boot = DomainSpec.KernelBoot(container: .init(image: "a", kernelPath: "/k"))
        let fields = Fixture(
            name: "a", image: image, template: template(boot, annotations: ["mayfly.dev/kernel": "/k"])
        ).admission().map(\.field)
        #expect(fields.contains("template.spec.domain.firmware.kernelBoot.container"))
        #expect(fields.contains("template.metadata.annotations[mayfly.dev/kernel]"))
    }

    @Test("rules are for the machine with its defaults: one that names no architecture has the host's")
    func defaults() {
        let spec = VirtualMachineInstanceSpec(
            domain: .init(
                firmware: .init(bootloader: .init(efi: .init(secureBoot: false))), launchSecurity: .init(sev: .init()),
                memory: .init(guest: .mebibytes(64))))
        var configuration = ClusterConfiguration.singleHost
        configuration.defaultArchitecture = .amd64
        #expect(Fixture(name: "a", template: .init(spec: spec)).admission(under: configuration) == [])
        configuration.defaultArchitecture = .arm64
        #expect(
            Fixture(name: "a", template: .init(spec: spec)).admission(under: configuration).map(\.field) == [
                "template.spec.architecture"
            ])
    }

    @Test("an architecture that KubeVirt does not know is the annotation's to name, and nobody else's")
    func architecture() {
        let annotated = ["mayfly.dev/architecture": "riscv64"]
        var fixture = Fixture(name: "a", template: template(annotations: annotated))
        #expect(fixture.admission() == [])
        #expect(fixture.architecture == .riscv64)
        fixture.template.spec.architecture = .amd64
        #expect(fixture.admission().map(\.field) == ["template.spec.architecture"])
        fixture = Fixture(name: "a", template: template())
        fixture.template.spec.architecture = .riscv64
        #expect(fixture.admission().map(\.field) == ["template.spec.architecture"])
        fixture = Fixture(name: "a", template: template(annotations: annotated))
        fixture.template.spec.domain.machine = .init(type: "q35")
        #expect(fixture.admission().map(\.field) == ["template.spec.domain.machine.type"])
    }

    @Test("a machine type that KubeVirt does not let in is the annotation's, or KubeVirt's, not both")
    func machineType() {
        var fixture = Fixture(name: "a", template: template(annotations: ["mayfly.dev/machine": "pc"]))
        #expect(fixture.admission() == [])
        fixture.template.spec.domain.machine = .init(type: "q35")
        #expect(fixture.admission().map(\.field) == ["template.spec.domain.machine.type"])
    }

    @Test("nobody asks a guest that shall repeat exactly whether it is ready")
    func repetition() {
        let exact = template(annotations: ["mayfly.dev/repeat": "exact"])
        let console = ReadyCondition.console(.init(.text("up")))
        #expect(Fixture(name: "a", template: exact, ready: [console, .any(.init(of: [console]))]).admission() == [])
        let fields = Fixture(name: "a", template: exact, ready: [console, .helper()]).admission().map(\.field)
        #expect(fields == ["ready[1]"])
    }

    @Test("nor a guest on a machine that has no bus for ports")
    func busless() throws {
        let console = ReadyCondition.console(.init(.text("up")))
        let type = template(annotations: ["mayfly.dev/machine": "vexpress-a15"])
        #expect(Fixture(name: "a", template: type, ready: [console]).admission() == [])
        let cause = try #require(Fixture(name: "a", template: type, ready: [console, .helper()]).admission().first)
        #expect(cause.field == "ready[1]" && cause.message.contains("vexpress-a15 without a bus"))
        let board = template(annotations: ["mayfly.dev/machine": "virt-8.0"])
        #expect(Fixture(name: "a", template: board, ready: [.helper()]).admission() == [])
    }

    @Test("a machine that stands for itself is refused by its own fields, once for each")
    func machine() {
        let bad = VirtualMachineInstance(
            metadata: ObjectMeta(labels: ["a b": "c"], name: "m"), spec: .init(domain: .init(cpu: .init(cores: 600))))
        let fields = Fixture(bad).admission().map(\.field)
        #expect(fields == ["metadata.labels", nil, "spec.domain.cpu"])
        #expect(
            Fixture(name: "a", template: .init(spec: bad.spec)).admission().last?.field == "template.spec.domain.cpu")
    }

    @Test("a fixture needs a name")
    func name() {
        #expect(Fixture(metadata: ObjectMeta(), template: template()).admission().map(\.field) == ["metadata.name"])
        #expect(Fixture(name: "A", template: template()).admission().map(\.field) == ["metadata.name"])
    }

    @Test("a machine with a generated name lends its beginning")
    func generated() {
        let machine = VirtualMachineInstance(metadata: ObjectMeta(generateName: "vm-"))
        #expect(Fixture(machine).name == "vm")
        #expect(Fixture(machine).ready == [.helper()])
        #expect(Fixture(machine).ready[0].deadline == Fixture.defaultDeadline)
    }
}
