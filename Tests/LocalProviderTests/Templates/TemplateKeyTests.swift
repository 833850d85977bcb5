import Testing

@testable import LocalProvider

@Suite("A template's key")
struct TemplateKeyTests {
    private static let facts = ["image": "a", "qemu": "7", "machine": "x"]

    @Test("the same facts give the same name, and each other fact another one", arguments: facts.keys.sorted())
    func differs(_ fact: String) {
        let key = TemplateKey(facts: Self.facts, secrets: [1])
        #expect(TemplateKey(facts: Self.facts, secrets: [1]).name == key.name)
        var facts = Self.facts
        facts[fact] = "b"
        #expect(TemplateKey(facts: facts, secrets: [1]).name != key.name)
        facts[fact] = nil
        #expect(TemplateKey(facts: facts, secrets: [1]).name != key.name)
    }

    @Test("secrets change the name and cannot be read")
    func secrets() {
        let key = TemplateKey(facts: Self.facts, secrets: Array("hunter2".utf8))
        #expect(key.name != TemplateKey(facts: Self.facts, secrets: []).name)
        #expect(key.facts == Self.facts)
    }
}
