import DomainXML
import KubeVirt
import Testing

struct SerialConsoleTests {
    @Test("a console is logged where the cluster says so")
    func console() throws {
        var node = Node()
        let source = "<source mode='bind' path='/var/run/kubevirt-private/1234/virt-serial0'/>"
        #expect(try node.devices("serial") == ["<serial type='unix'>" + source + "<target port='0'/></serial>"])
        #expect(
            try node.devices("console") == ["<console type='pty'><target type='serial' port='0'/></console>"])
        node.host.logsSerialConsole = true
        #expect(
            try node.devices("serial") == [
                "<serial type='unix'>" + source
                    + "<log file='/var/run/kubevirt-private/1234/virt-serial0-log' append='on'/><target port='0'/></serial>"
            ])
        #expect(try Node.devices("serial") { $0.autoattachSerialConsole = false }.isEmpty)
        #expect(try Node.devices("console") { $0.autoattachSerialConsole = false }.isEmpty)
    }
}
