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
