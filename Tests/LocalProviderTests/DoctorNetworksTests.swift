import DomainXML
import Testing

@testable import LocalProvider

@Suite struct DoctorNetworksTests {
    @Test("the doctor tells of the bridge that this user may use, or what it takes to have one")
    func bridge() {
        var single = SingleHost()
        let without = Doctor.networks(single)
        #expect("\(without)".contains("/etc/qemu/bridge.conf") && "\(without)".contains("qemu-bridge-helper"))
        single.bridge = "br7"
        let with = Doctor.networks(single)
        #expect("\(with)".contains("br7") && !"\(with)".contains("bridge.conf"))
    }
}
