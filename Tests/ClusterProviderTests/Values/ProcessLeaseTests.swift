import KubeVirt
import Testing

@testable import ClusterProvider

/// A lease is judged by the server's clock alone.
@Suite struct ProcessLeaseTests {
    private func lease(created: Int64?, renewed: [Int64], seconds: Int? = 300) -> ProcessLease {
        var metadata = ObjectMeta()
        metadata.creationTimestamp = created.map { Timestamp(secondsSinceEpoch: $0) }
        metadata.managedFields = renewed.map { .init(time: Timestamp(secondsSinceEpoch: $0)) }
        return ProcessLease(metadata: metadata, spec: .init(leaseDurationSeconds: seconds))
    }

    private func hasExpired(_ lease: ProcessLease, at now: Int64) -> Bool {
        lease.hasExpired(at: Timestamp(secondsSinceEpoch: now))
    }

    @Test func `it lives for its length after it was renewed last`() {
        let known = lease(created: 1000, renewed: [1000, 2000])
        #expect(!hasExpired(known, at: 2300))
        #expect(hasExpired(known, at: 2301))
        #expect(!hasExpired(lease(created: 1000, renewed: []), at: 1300))
        // A server that does not say when is no reason to end anything.
        #expect(!hasExpired(lease(created: nil, renewed: []), at: 9_999_999))
    }

    @Test func `times are written with six digits`() {
        #expect(MicroTime(nanoseconds: 1_700_000_000_000_042_999).text == "2023-11-14T22:13:20.000042Z")
    }

    @Test func `a pod owns what is made in its own namespace`() {
        let pod = ["MAYFLY_POD_NAME": "p", "MAYFLY_POD_UID": "u", "MAYFLY_POD_NAMESPACE": "ci"]
        #expect(PodIdentity.owner(pod, in: "ci")?.uid == "u")
        #expect(PodIdentity.owner(pod, in: "other") == nil)
        #expect(PodIdentity.owner([:], in: "ci") == nil)
    }
}
