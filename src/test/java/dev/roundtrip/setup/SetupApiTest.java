package dev.roundtrip.setup;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.roundtrip.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

class SetupApiTest {
    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);
    private final MockMvc door = MockMvcBuilders.standaloneSetup(
                    new SetupApi(desk.setup, desk.sections, desk.house.securityLog()))
            .build();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void appliesWhatIsSentAndTellsTheDifferences() throws Exception {
        var sent = Map.of(
                "name", "desk.yaml",
                "text", "desk: { domain: '${env:DOMAIN}' }",
                "values", Map.of("env:DOMAIN", "ACME.EXAMPLE"));

        sent("?dry-run=true", sent)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.applied").value(false))
                .andExpect(jsonPath("$.differences[0]").value("desk: domain differs from \"${env:DOMAIN}\""));
        sent("", sent)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.applied").value(true));
        sent("?dry-run=false", sent)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.applied").value(false))
                .andExpect(jsonPath("$.differences").isEmpty());
    }

    @Test
    void answersMistakesAsAProblem() throws Exception {
        sent("", Map.of("name", "desk.yaml", "text", "desk: { domian: A }\ncompanies: [ {} ]"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.status").value(422))
                .andExpect(jsonPath("$.detail").value("2 mistakes; nothing was changed"))
                .andExpect(jsonPath("$.errors[0].file").value("desk.yaml"))
                .andExpect(jsonPath("$.errors[0].line").value(1))
                .andExpect(jsonPath("$.errors[0].column").value(9))
                .andExpect(jsonPath("$.errors[0].message").value("desk.domian is not known; did you mean \"domain\"?"))
                .andExpect(jsonPath("$.errors[1].line").value(2));
    }

    @Test
    void wantsAText() throws Exception {
        sent("", Map.of("name", "desk.yaml"))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    private ResultActions sent(String query, Map<String, Object> body) throws Exception {
        return door.perform(post("/api/v1/setup" + query)
                .contentType(MediaType.APPLICATION_JSON)
                .content(JsonMapper.shared().writeValueAsString(body)));
    }
}
