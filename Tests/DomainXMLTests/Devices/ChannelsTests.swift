import KubeVirt
import Testing

struct ChannelsTests {
    @Test("the agent's port is where libvirt likes, and that of metrics where the cluster reads it")
    func channels() throws {
        let agent = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
        #expect(try Node.devices("channel") { _ in } == [agent])
        #expect(
            try Node.devices("channel") { $0.downwardMetrics = .init() } == [
                agent,
                "<channel type='unix'><source mode='bind' "
                    + "path='/var/run/kubevirt-private/downwardmetrics-channel/downwardmetrics.sock'/>"
                    + "<target type='virtio' name='org.github.vhostmd.1'/></channel>",
            ])
    }
}
