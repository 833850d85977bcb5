import KubeVirt
import Testing

@Suite struct ObjectNameTests {
    @Test(
        "names of Kubernetes are accepted", arguments: ["a", "a-b", "a.b-c.0", "0", String(repeating: "x", count: 253)])
    func accepted(name: String) throws {
        try ObjectName.validate(name)
    }

    @Test(
        "other names are refused",
        arguments: ["", "A", "a_b", "-a", "a-", "a..b", ".a", "a b", "ä", String(repeating: "x", count: 254)])
    func refused(name: String) {
        #expect(throws: InvalidValue.self) { try ObjectName.validate(name) }
    }

    @Test("keys and values of labels have their own rules")
    func labels() throws {
        try ObjectName.validate(key: "mayfly.dev/kernel")
        try ObjectName.validate(key: "Name_1.x")
        try ObjectName.validate(labelValue: "")
        try ObjectName.validate(labelValue: "V1.2_x")
        for key in ["", "/a", "a/", "a/b/c", "A.dev/x", "-a", String(repeating: "x", count: 64)] {
            #expect(throws: InvalidValue.self) { try ObjectName.validate(key: key) }
        }
        for value in [" ", "-", "a b", String(repeating: "x", count: 64)] {
            #expect(throws: InvalidValue.self) { try ObjectName.validate(labelValue: value) }
        }
    }
}
