import KubeVirt
import Testing

struct USBRedirectionTests {
    @Test("a client's USB devices come in at four sockets")
    func redirection() throws {
        #expect(
            try Node.devices("redirdev") { $0.clientPassthrough = .init() }
                == (0..<4).map {
                    "<redirdev type='unix' bus='usb'><source mode='bind' "
                        + "path='/var/run/kubevirt-private/1234/virt-usbredir-\($0)'/></redirdev>"
                })
    }
}
