import KubeVirt
import Testing

struct RandomNumbersTests {
    @Test("random numbers are the host's")
    func rng() throws {
        #expect(
            try Node.devices("rng") { $0.rng = .init() } == [
                "<rng model='virtio-non-transitional'><backend model='random'>/dev/urandom</backend></rng>"
            ])
        let secret = Node {
            $0.spec.domain.devices.rng = .init()
            $0.spec.domain.launchSecurity = .init(snp: .init())
        }
        #expect(
            try secret.devices("rng") == [
                "<rng model='virtio-non-transitional'><backend model='random'>/dev/urandom</backend>"
                    + "<driver iommu='on'/></rng>"
            ])
    }
}
