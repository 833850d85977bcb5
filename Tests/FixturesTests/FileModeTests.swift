import Fixtures
import KubeVirt
import Testing

@Suite struct FileModeTests {
    @Test("a mode is octal however it is written", arguments: ["0755", "755", "0o755", "00755"])
    func octal(text: String) throws {
        #expect(try FileMode(scalarText: text).rawValue == 0o755)
        #expect(try FileMode(scalarText: text).scalarText == "0755")
    }

    @Test("what is no mode is refused", arguments: ["", "0o", "8", "rwx", "-1", "+7", "10000", "0x1ff"])
    func refused(text: String) {
        #expect(throws: InvalidValue.self) { try FileMode(scalarText: text) }
    }
}
