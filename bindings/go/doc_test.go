// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\[\*?([A-Z]\w*(?:\.\w+)?)\]`)

// Every exported name has a comment, and every link in one leads somewhere: go doc itself reports
// neither.
func TestTheDocumentationIsWhole(t *testing.T) {
	files := token.NewFileSet()
	noTests := func(file fs.FileInfo) bool { return !strings.HasSuffix(file.Name(), "_test.go") }
	packages, err := parser.ParseDir(files, ".", noTests, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	whole := doc.New(packages["jpkicard"], "jpkicard", 0)
	names := map[string]bool{}
	comments := map[string]string{"package": whole.Doc}
	values := func(of []*doc.Value) {
		for _, group := range of {
			for _, spec := range group.Decl.Specs {
				value := spec.(*ast.ValueSpec)
				for _, name := range value.Names {
					names[name.Name] = true
					comments[name.Name] = value.Doc.Text() + group.Doc
				}
			}
		}
	}
	functions := func(of []*doc.Func, prefix string) {
		for _, function := range of {
			names[prefix+function.Name] = true
			comments[prefix+function.Name] = function.Doc
		}
	}
	values(whole.Consts)
	values(whole.Vars)
	functions(whole.Funcs, "")
	for _, of := range whole.Types {
		names[of.Name] = true
		comments[of.Name] = of.Doc
		values(of.Consts)
		values(of.Vars)
		functions(of.Funcs, "")
		functions(of.Methods, of.Name+".")
		for _, spec := range of.Decl.Specs {
			fields, ok := spec.(*ast.TypeSpec).Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, field := range fields.Fields.List {
				for _, name := range field.Names {
					names[of.Name+"."+name.Name] = true
					if field.Doc != nil {
						comments[of.Name+"."+name.Name] = field.Doc.Text()
					}
				}
			}
		}
	}
	for name, comment := range comments {
		if comment == "" {
			t.Error(name, "has no comment")
		}
		for _, found := range link.FindAllStringSubmatch(comment, -1) {
			if !names[found[1]] {
				t.Error(name, "links to", found[1])
			}
		}
	}
}
