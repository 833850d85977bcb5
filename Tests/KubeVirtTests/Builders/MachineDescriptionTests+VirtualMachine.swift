import KubeVirt
import Testing

extension MachineDescriptionTests {
    @Test("a virtual machine of an instance is that instance again")
    func ofInstance() throws {
        let instance = machine.memory(.gibibytes(1)).label("a", "b").masquerade().namespace("n")
        let machine = VirtualMachine(of: instance)
        #expect(machine.spec.runStrategy == .always)
        #expect(try machine.instance(host: .amd64) == instance)
        #expect(VirtualMachine(of: self.machine).spec.template.metadata == nil)
    }

    @Test("what a virtual machine has beyond its instance")
    func virtualMachine() throws {
        try expect(
            VirtualMachine("a").running(.halted).instancetype("small", of: .namespace)
                .preference("guest", of: .namespace)
                .dataVolume("disk", filledBy: .init(source: .init(blank: .init())), .bus(.virtio)).spec,
            is: """
                dataVolumeTemplates:
                - metadata:
                    name: disk
                  spec:
                    source:
                      blank: {}
                instancetype:
                  kind: VirtualMachineInstancetype
                  name: small
                preference:
                  kind: VirtualMachinePreference
                  name: guest
                runStrategy: Halted
                template:
                  spec:
                    domain:
                      devices:
                        disks:
                        - disk:
                            bus: virtio
                          name: dvdisk
                    volumes:
                    - dataVolume:
                        name: disk
                      name: dvdisk
                """)
        let inferring = VirtualMachine("a").inferringInstancetype(fromVolume: "root").spec
        #expect(inferring.instancetype?.inferFromVolume == "root" && inferring.preference?.inferFromVolume == "root")
    }
}
