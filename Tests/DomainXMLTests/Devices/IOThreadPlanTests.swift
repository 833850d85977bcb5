import DomainXML
import KubeVirt
import Testing

struct IOThreadPlanTests {
    /// The number of threads, and that of each disk on virtio: `d` has one to itself.
    private func threads(_ disks: String, _ change: (inout DomainSpec) -> Void = { _ in }) throws -> [String] {
        let node = Node { machine in
            machine.spec.domain.devices.disks = disks.enumerated().map { number, kind in
                .init(
                    dedicatedIOThread: kind == "d" ? true : nil, disk: .init(bus: kind == "s" ? .sata : .virtio),
                    name: "disk\(number)")
            }
            machine.spec.volumes = disks.indices.enumerated().map {
                .init(emptyDisk: .init(capacity: .gibibytes(1)), name: "disk\($0.offset)")
            }
            change(&machine.spec.domain)
        }
        let domain = try node.domain()
        let drivers = domain.child("devices")?.children.filter { $0.name == "disk" }.compactMap { $0.child("driver") }
        return [domain.child("iothreads")?.text ?? "-"]
            + (drivers ?? []).map { driver in
                driver["iothread"]
                    ?? driver.child("iothreads")?.children.compactMap { $0["id"] }.joined(separator: "+") ?? "-"
            }
    }

    @Test("without a wish there are no threads, and one wish gives all others a thread to share")
    func dedicated() throws {
        #expect(try threads("oo") == ["-", "-", "-"])
        #expect(try threads("odod") == ["3", "1", "2", "1", "3"])
        #expect(try threads("d") == ["1", "1"])
        #expect(try threads("dd") == ["3", "2", "3"])
        #expect(try threads("ds") == ["2", "2", "-"])
    }

    @Test("by policy all share one, or two for each processor that the machine asks for")
    func policies() throws {
        #expect(try threads("ooo") { $0.ioThreadsPolicy = "shared" } == ["1", "1", "1", "1"])
        #expect(try threads("ooo") { $0.ioThreadsPolicy = "auto" } == ["2", "1", "2", "1"])
        #expect(
            try threads("ooooodo") {
                $0.ioThreadsPolicy = "auto"
                $0.resources = .init(requests: ["cpu": .millicores(1500)])
            } == ["4", "1", "2", "3", "1", "2", "4", "3"])
        #expect(
            try threads("ooo") {
                $0.ioThreadsPolicy = "auto"
                $0.resources = .init(limits: ["cpu": .cores(4)])
            } == ["3", "1", "2", "3"])
        #expect(
            try threads("ddddd") { $0.ioThreadsPolicy = "auto" } == ["6", "2", "3", "4", "5", "6"])
    }

    @Test("a pool serves all disks on virtio together")
    func pool() throws {
        let pool = { (spec: inout DomainSpec) in
            spec.ioThreadsPolicy = "supplementalPool"
            spec.ioThreads = .init(supplementalPoolThreadCount: 3)
        }
        #expect(try threads("ods", pool) == ["3", "1+2+3", "1+2+3", "-"])
    }

    @Test("a SCSI controller shares the thread after those of the disks on virtio, with a queue for each processor")
    func controller() throws {
        let node = Node { machine in
            machine.spec.domain.cpu = .init(cores: 4)
            machine.spec.domain.ioThreadsPolicy = "auto"
            machine.spec.domain.resources = .init(requests: ["cpu": .cores(4)])
            machine.spec.domain.devices.disks = [
                .init(disk: .init(bus: .virtio), name: "a"), .init(disk: .init(bus: .virtio), name: "b"),
                .init(dedicatedIOThread: true, disk: .init(bus: .scsi), name: "c"),
                .init(disk: .init(bus: .scsi), name: "d"),
            ]
            machine.spec.volumes = ["a", "b", "c", "d"].map {
                .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0)
            }
        }
        #expect(
            try node.devices("controller").contains(
                "<controller type='scsi' index='0' model='virtio-non-transitional'>"
                    + "<driver iothread='3' queues='4'/></controller>"))
    }
}
