/// Instancetypes that differ in size alone.
struct InstancetypeSeries: Sendable {
    /// A size: its name, processors and memory in MiB.
    struct Size: Sendable {
        var name: String
        var processors: UInt32
        var mebibytes: Int64

        init(_ name: String, _ processors: UInt32, _ mebibytes: Int64) {
            self.name = name
            self.processors = processors
            self.mebibytes = mebibytes
        }
    }

    var name: String
    var sizes: [Size]
    /// Sizes of huge pages, by what the name says of them.
    var pages: [(suffix: String, size: String?)] = [("", nil)]
    /// Each virtual processor has one of the host's, and QEMU itself has another.
    var isDedicated = false
    /// The guest sees the host's NUMA nodes.
    var sharesNUMA = false
    var isRealtime = false
    /// Disks have threads of their own.
    var hasIOThreads = false
    /// Nothing is added to a running machine: what it could grow to would be dedicated to it too.
    var isFixed = false
    var overcommitPercent: Int32?
    /// The container runtime leaves the machine's processors alone.
    var isUndisturbed = false

    /// From 512 MiB to what most hosts have, 4 GiB a processor.
    private static let usual: [Size] = [
        Size("nano", 1, 512), Size("micro", 1, 1 << 10), Size("small", 1, 2 << 10), Size("medium", 1, 4 << 10),
        Size("large", 2, 8 << 10), Size("xlarge", 4, 16 << 10), Size("2xlarge", 8, 32 << 10),
        Size("4xlarge", 16, 64 << 10), Size("8xlarge", 32, 128 << 10),
    ]
    private static let usualAndHalf = usual.prefix(4) + [Size("2xmedium", 2, 4 << 10)] + usual.dropFirst(4)

    private static let bothPages: [(suffix: String, size: String?)] = [("", "2Mi"), ("1gi", "1Gi")]
    private static let gibibytePages: [(suffix: String, size: String?)] = [("", "1Gi")]

    static let all: [InstancetypeSeries] = [
        InstancetypeSeries(
            name: "cx1",
            sizes: [
                Size("medium", 1, 2 << 10), Size("large", 2, 4 << 10), Size("xlarge", 4, 8 << 10),
                Size("2xlarge", 8, 16 << 10), Size("4xlarge", 16, 32 << 10), Size("8xlarge", 32, 64 << 10),
            ], pages: bothPages, isDedicated: true, sharesNUMA: true, hasIOThreads: true, isFixed: true),
        InstancetypeSeries(name: "d1", sizes: Array(usualAndHalf), isDedicated: true, hasIOThreads: true),
        InstancetypeSeries(
            name: "m1",
            sizes: [
                Size("large", 2, 16 << 10), Size("xlarge", 4, 32 << 10), Size("2xlarge", 8, 64 << 10),
                Size("4xlarge", 16, 128 << 10), Size("8xlarge", 32, 256 << 10),
            ], pages: bothPages),
        InstancetypeSeries(
            name: "n1",
            sizes: [
                Size("medium", 4, 4 << 10), Size("large", 4, 8 << 10), Size("xlarge", 8, 16 << 10),
                Size("2xlarge", 16, 32 << 10), Size("4xlarge", 32, 64 << 10), Size("8xlarge", 64, 128 << 10),
            ], pages: gibibytePages, isDedicated: true, isUndisturbed: true),
        InstancetypeSeries(name: "o1", sizes: usual, overcommitPercent: 50),
        InstancetypeSeries(
            name: "rt1", sizes: Array(usual.dropFirst()), pages: gibibytePages, isDedicated: true, sharesNUMA: true,
            isRealtime: true, isUndisturbed: true),
        InstancetypeSeries(name: "u1", sizes: Array(usualAndHalf)),
    ]

    var instancetypes: [VirtualMachineClusterInstancetype] {
        pages.flatMap { page in
            sizes.map { size in
                VirtualMachineClusterInstancetype(
                    metadata: ObjectMeta(name: "\(name).\(size.name)\(page.suffix)"), spec: spec(size, page.size))
            }
        }
    }

    private func spec(_ size: Size, _ pageSize: String?) -> VirtualMachineInstancetypeSpec {
        let words = ["cpu-load-balancing.crio.io", "cpu-quota.crio.io", "irq-load-balancing.crio.io"]
        return VirtualMachineInstancetypeSpec(
            annotations: isUndisturbed ? Dictionary(uniqueKeysWithValues: words.map { ($0, "disable") }) : nil,
            cpu: .init(
                dedicatedCPUPlacement: isDedicated ? true : nil, guest: size.processors,
                isolateEmulatorThread: isDedicated ? true : nil, maxSockets: isFixed ? size.processors : nil,
                numa: sharesNUMA ? .init(guestMappingPassthrough: .init()) : nil, realtime: isRealtime ? .init() : nil),
            ioThreadsPolicy: hasIOThreads ? "auto" : nil,
            memory: .init(
                guest: .mebibytes(size.mebibytes), hugepages: pageSize.map { .init(pageSize: $0) },
                overcommitPercent: overcommitPercent))
    }
}
