import FoundationEssentials
import KubeVirt
import Testing

@testable import ClusterProvider

@Suite struct SeenVMITests {
    /// As an API server sends it: with who wrote what, and fields that nobody here knows.
    private let text = """
        {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance", "metadata": {
          "name": "vm", "namespace": "ci", "uid": "u", "resourceVersion": "7", "generation": 3,
          "deletionTimestamp": "2030-01-02T03:04:05Z", "labels": {"mayfly.dev/run": "abc"},
          "managedFields": [{"manager": "m", "operation": "Apply", "apiVersion": "v1", "fieldsType": "FieldsV1",
            "fieldsV1": {"f:metadata": {"f:labels": {}}}}]},
         "spec": {"domain": {"devices": {}, "memory": {"guest": "64Mi"}}, "somethingNew": {"a": [1]}},
         "status": {"phase": "Running", "nodeName": "n", "somethingNew": 1,
           "conditions": [{"type": "Paused", "status": "True", "reason": "ByUser", "message": "m"}]}}
        """

    @Test func `a watch reads the same of a VMI as who reads all of it`() throws {
        let watched = try JSONDecoder().decode(WatchedVMI.self, from: Data(text.utf8))
        let whole = try JSONDecoder().decode(VirtualMachineInstance.self, from: Data(text.utf8))
        #expect(SeenVMI(watched) == SeenVMI(whole))
        #expect(watched.run == "abc" && watched.run == whole.run)
        let (one, other) = (watched.metadata, whole.metadata)
        #expect(one.name == "vm" && one.namespace == "ci" && one.resourceVersion == "7")
        #expect(one.uid == other.uid && one.deletionTimestamp == other.deletionTimestamp)
        let sighting = SeenVMI(watched).sighting
        #expect(sighting.isPaused && sighting.isGoing && sighting.life == .running)
    }

    @Test func `it is of a VMI that nobody has taken notice of, too`() throws {
        let text = #"{"metadata": {"name": "vm", "uid": "u"}, "spec": {"domain": {"devices": {}}}}"#
        let seen = SeenVMI(try JSONDecoder().decode(WatchedVMI.self, from: Data(text.utf8)))
        #expect(seen.phase == nil && seen.conditions.isEmpty && !seen.isGoing && seen.uid == "u")
    }

    @Test func `what is kept of each machine is small`() {
        // A whole one is some kilobytes, of which each task that hands it on would have a place.
        #expect(MemoryLayout<SeenVMI>.size <= 64)
        #expect(MemoryLayout<VMIWatch.Change>.size <= 256)
    }
}

@Suite struct WantedVMITests {
    @Test func `it is the VMI that it was made of, but for who has written what`() {
        var vmi = VirtualMachineInstance(metadata: ObjectMeta(name: "vm"), spec: .init(domain: .init()))
        #expect(WantedVMI(vmi).vmi == vmi)
        vmi.status = VirtualMachineInstanceStatus(phase: .running)
        #expect(WantedVMI(vmi).vmi == vmi)
        vmi.metadata.managedFields = [.init(manager: "m")]
        #expect(WantedVMI(vmi).vmi.metadata.managedFields == nil)
    }

    @Test func `a changed copy of what is in one place is another`() {
        struct Pair {
            @Boxed var value: [Int]
        }
        let one = Pair(value: [1])
        var other = one
        other.value.append(2)
        #expect(one.value == [1] && other.value == [1, 2])
        // A call that hands it on keeps a reference, not all of it.
        #expect(MemoryLayout<Boxed<VirtualMachineInstance>>.size == MemoryLayout<Int>.size)
    }
}
