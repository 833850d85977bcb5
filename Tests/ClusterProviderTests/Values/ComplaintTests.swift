import KubeVirt
import Machines
import Testing

@testable import ClusterProvider

/// What a cluster says when it does not start a machine, and what we make of it.
@Suite struct ComplaintTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var message = ""
        /// What the remedy has to name.
        var names: [String]
        var isFinal = false
        var testDescription: String { "\(reason) \(message)" }
    }

    static let cases = [
        Case(
            reason: "Unschedulable",
            message:
                "0/3 nodes are available: 3 Insufficient devices.kubevirt.io/kvm. preemption: 0/3 nodes are available",
            names: ["KVM", "useEmulation"]),
        Case(
            reason: "Unschedulable", message: "0/1 nodes are available: 1 Insufficient memory.",
            names: ["memory.guest", "add a node"]),
        Case(reason: "Unschedulable", message: "0/1 nodes are available: 1 Insufficient cpu.", names: ["domain.cpu"]),
        Case(
            reason: "Unschedulable",
            message: "0/2 nodes are available: 1 Insufficient memory, 1 node(s) had untolerated taint {a: b}.",
            names: ["memory.guest", "tolerations"]),
        Case(
            reason: "FailedScheduling", message: "1 node(s) didn't match Pod's node affinity/selector.",
            names: ["nodeSelector"]),
        Case(
            reason: "Unschedulable", message: "pod has unbound immediate PersistentVolumeClaims",
            names: ["storage class"]),
        Case(reason: "Unschedulable", message: "something else", names: ["something else", "scheduler"]),
        Case(reason: "ErrImagePull", message: "not found", names: ["registry.example/disk:1", "imagePullSecret"]),
        Case(reason: "ImagePullBackOff", names: ["registry.example/disk:1"]),
        Case(reason: "InvalidImageName", names: ["registry.example/disk:1"], isFinal: true),
        Case(reason: "FailedPvcNotFound", names: ["data-claim"], isFinal: true),
        Case(reason: "FailedDataVolumeImport", names: ["golden", "importer"], isFinal: true),
        Case(
            reason: "FailedCreate", message: "pods \"virt-launcher-x\" is forbidden: exceeded quota: q",
            names: ["quota"]),
        Case(
            reason: "FailedCreate", message: "violates PodSecurity \"restricted:latest\"",
            names: ["pod-security.kubernetes.io/enforce=privileged"]),
        Case(reason: "FailedMount", message: "secret \"s\" not found", names: ["secrets"]),
        Case(reason: "Unheard", message: "of", names: ["Unheard: of", "kubectl describe vmi m"]),
    ]

    static let machine = VirtualMachineInstance(
        metadata: ObjectMeta(name: "m"),
        spec: VirtualMachineInstanceSpec(
            domain: DomainSpec(),
            volumes: [
                .init(containerDisk: .init(image: "registry.example/disk:1"), name: "root"),
                .init(name: "data", persistentVolumeClaim: .init(claimName: "data-claim")),
                .init(dataVolume: .init(name: "golden"), name: "golden"),
            ]))

    @Test("each has its remedy", arguments: cases)
    func remedies(_ known: Case) {
        let complaint = Complaint(reason: known.reason, message: known.message)
        let error = complaint.error(of: WantedVMI(Self.machine))
        for name in known.names { #expect(error.message.contains(name), "\(error.message)") }
        #expect(complaint.isFinal == known.isFinal)
    }

    private func machine(_ conditions: [VirtualMachineInstanceStatus.Condition]) -> VirtualMachineInstance {
        var machine = Self.machine
        machine.status = VirtualMachineInstanceStatus(conditions: conditions)
        return machine
    }

    @Test func `what each machine is told on its way is no complaint`() {
        let usual = machine([
            .init(
                message: "Guest VM is not reported as running", reason: "GuestNotRunning", status: "False",
                type: "Ready"),
            .init(status: "True", type: "LiveMigratable"),
            .init(
                message: "not live migratable", reason: "InterfaceNotLiveMigratable", status: "False",
                type: "LiveMigratable"),
        ])
        #expect(Complaint.of(SeenVMI(usual)) == [])
        let pod = LauncherPod(
            metadata: ObjectMeta(),
            status: .init(containerStatuses: [.init(state: .init(waiting: .init(reason: "PodInitializing")))]))
        #expect(Complaint.of(SeenVMI(usual), pods: [pod]) == [])
    }

    @Test func `conditions tell before pods, and pods before events`() {
        let told = machine([
            .init(message: "m", reason: "Unschedulable", status: "False", type: "PodScheduled")
        ])
        let pod = LauncherPod(
            metadata: ObjectMeta(),
            status: .init(
                conditions: [.init(reason: "Unschedulable", status: "False", type: "PodScheduled")],
                containerStatuses: [.init(state: .init(waiting: .init(reason: "ErrImagePull", message: "no")))]))
        let events = [
            ClusterEvent(metadata: ObjectMeta(), type: "Normal", reason: "Created", message: ""),
            ClusterEvent(metadata: ObjectMeta(), type: "Warning", reason: "FailedMount", message: "first"),
            ClusterEvent(metadata: ObjectMeta(), type: "Warning", reason: "FailedCreate", message: "last"),
        ]
        let all = Complaint.of(SeenVMI(told), pods: [pod], events: events)
        #expect(
            all.map(\.reason) == ["Unschedulable", "Unschedulable", "ErrImagePull", "FailedCreate", "FailedMount"])
    }
}
