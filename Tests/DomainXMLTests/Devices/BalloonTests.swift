import DomainXML
import KubeVirt
import Testing

struct BalloonTests {
    @Test("a balloon reports as often as the cluster says")
    func balloon() throws {
        var node = Node()
        #expect(
            try node.devices("memballoon") == [
                "<memballoon model='virtio-non-transitional' freePageReporting='off'/>"
            ])
        node.host.freePageReporting = true
        node.host.balloonPeriod = 5
        node.machine.spec.domain.launchSecurity = .init(sev: .init())
        #expect(
            try node.devices("memballoon") == [
                "<memballoon model='virtio-non-transitional' freePageReporting='on'><stats period='5'/>"
                    + "<driver iommu='on'/></memballoon>"
            ])
        #expect(try Node.devices("memballoon") { $0.autoattachMemBalloon = false } == ["<memballoon model='none'/>"])
    }
}
