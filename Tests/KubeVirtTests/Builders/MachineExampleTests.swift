import KubeVirt
import Testing

/// How machines are described: these tests are to be read.
@Suite struct MachineExampleTests {
    @Test("a web server is a sentence")
    func webServer() throws {
        let web = VirtualMachineInstance("web")
            .cpus(2).memory(.gibibytes(2))
            .containerDisk("quay.io/containerdisks/fedora:42")
            .cloudInit(userData: "#cloud-config\npackages: [nginx]\n")
            .masquerade(ports: 80, 443)
            .efi(secureBoot: false)
            .rng()
            .watchdog(.reset)

        try expect(
            web,
            is: """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata:
                  name: web
                spec:
                  domain:
                    cpu:
                      cores: 2
                    devices:
                      disks:
                      - disk: {}
                        name: containerdisk
                      - disk: {}
                        name: cloudinitdisk
                      interfaces:
                      - masquerade: {}
                        name: default
                        ports:
                        - port: 80
                        - port: 443
                      rng: {}
                      watchdog:
                        i6300esb:
                          action: reset
                        name: watchdog
                    firmware:
                      bootloader:
                        efi:
                          secureBoot: false
                    memory:
                      guest: 2Gi
                  networks:
                  - name: default
                    pod: {}
                  volumes:
                  - containerDisk:
                      image: quay.io/containerdisks/fedora:42
                    name: containerdisk
                  - cloudInitNoCloud:
                      userData: |
                        #cloud-config
                        packages: [nginx]
                    name: cloudinitdisk
                """)
        #expect(web.withDefaults(host: .amd64).admission().isEmpty)
    }

    @Test("machines are values: what they have in common is said once")
    func variants() {
        let base = VirtualMachineInstance("disks").memory(.mebibytes(512)).containerDisk("example/tiny")
        let variants = [DomainSpec.DiskBus.virtio, .sata, .scsi].map { bus in
            base.emptyDisk(.gibibytes(1), .bus(bus), .serial("data"))
        }
        #expect(variants.map { $0.spec.domain.devices.disks?.last?.disk?.bus } == [.virtio, .sata, .scsi])
        #expect(base.spec.volumes?.count == 1)
    }

    @Test("a virtual machine takes its size and its guest's likes from their names")
    func virtualMachine() throws {
        let shop = VirtualMachine("shop").namespace("test")
            .running(.always)
            .instancetype("u1.small").preference("debian")
            .containerDisk("example/debian:12", .named("root"))
            .label("app", "shop")

        try expect(
            shop,
            is: """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata:
                  name: shop
                  namespace: test
                spec:
                  instancetype:
                    name: u1.small
                  preference:
                    name: debian
                  runStrategy: Always
                  template:
                    metadata:
                      labels:
                        app: shop
                    spec:
                      domain:
                        devices:
                          disks:
                          - disk: {}
                            name: root
                      volumes:
                      - containerDisk:
                          image: example/debian:12
                        name: root
                """)
        let instance = try shop.instance(host: .amd64, podInterface: .masquerade)
        #expect(instance.spec.domain.memory?.guest == .gibibytes(2))
        #expect(instance.spec.domain.devices.disks?.first?.disk?.bus == .virtio)
    }

    @Test("what no method says is said by a change of the value")
    func anything() {
        let machine = VirtualMachineInstance("a").with { $0.spec.domain.rebootPolicy = "Terminate" }
        #expect(machine.spec.domain.rebootPolicy == "Terminate")
    }
}
